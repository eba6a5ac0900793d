/// The program of the page: sorting and filtering the table, copying numbers without their commas, and
/// what a pointer or the arrow keys find on a chart. Without it all can be read.
///
/// It makes no markup of text: everything goes through `textContent`.
enum PageScript {
  /// The source of the content security policy, SHA-256 of ``text``; a test holds it.
  static let digest: HTML = "sha256-+u0rxZhbcEJv1kIXhhUa8EnMOo/soqta5pShitQX+PU="

  /// The program.
  static let text: HTML = #"""
    'use strict';
    (() => {
      const make = (name, properties, ...children) => {
        const element = Object.assign(document.createElement(name), properties);
        element.append(...children);
        return element;
      };

      // Tooltips: the browser's own have no keyboard.
      const tip = make('div', {id: 'tip', hidden: true});
      const said = make('div', {className: 'unseen'});
      said.setAttribute('role', 'status');
      document.body.append(tip, said);
      const say = (mark, text) => {
        document.querySelectorAll('.mark.on').forEach(other => other.classList.remove('on'));
        tip.hidden = !mark;
        if (!mark) return;
        mark.classList.add('on');
        tip.textContent = text;
        const box = mark.getBoundingClientRect();
        const room = document.documentElement.clientWidth;
        const left = box.left + box.width / 2 - tip.offsetWidth / 2;
        tip.style.left = Math.max(8, Math.min(left, room - tip.offsetWidth - 8)) + window.scrollX + 'px';
        tip.style.top = box.top + window.scrollY - tip.offsetHeight - 6 + 'px';
      };
      const texts = new Map();
      document.querySelectorAll('.mark').forEach(mark => {
        const title = mark.querySelector('title');
        texts.set(mark, title.textContent);
        title.remove();
        mark.addEventListener('pointerenter', () => say(mark, texts.get(mark)));
        mark.addEventListener('pointerleave', () => say(null));
      });
      document.querySelectorAll('svg[role=img]').forEach(chart => {
        const marks = [...chart.querySelectorAll('.mark')];
        if (!marks.length) return;
        let place = -1;
        chart.setAttribute('tabindex', '0');
        chart.addEventListener('keydown', event => {
          const step = {ArrowRight: 1, ArrowLeft: -1, Home: -marks.length, End: marks.length}[event.key];
          if (event.key === 'Escape') say(null);
          if (!step) return;
          event.preventDefault();
          place = Math.max(0, Math.min(marks.length - 1, place + step));
          said.textContent = texts.get(marks[place]);
          say(marks[place], said.textContent);
        });
        chart.addEventListener('blur', () => { place = -1; say(null); });
      });

      // The table.
      const table = document.getElementById('groups');
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const plain = text => text.replaceAll(',', '');
      // An amount as an integer of its smallest unit: no digit is lost.
      const units = text => {
        const [whole, fraction = ''] = plain(text).split('.');
        return BigInt(whole + fraction.padEnd(18, '0'));
      };
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const isNumber = head.classList.contains('n');
        const button = make('button', {type: 'button', textContent: head.textContent});
        head.replaceChildren(button);
        button.addEventListener('click', () => {
          const first = isNumber && column > 0 ? 'descending' : 'ascending';
          const other = first === 'ascending' ? 'descending' : 'ascending';
          const order = head.getAttribute('aria-sort') === first ? other : first;
          heads.forEach(each => each.removeAttribute('aria-sort'));
          head.setAttribute('aria-sort', order);
          const keys = new Map(rows.map(row => {
            const text = row.cells[column].textContent;
            return [row, isNumber ? units(text) : text];
          }));
          const sign = order === 'ascending' ? 1 : -1;
          const sorted = [...rows].sort((a, b) => {
            const [x, y] = [keys.get(a), keys.get(b)];
            // What is missing comes last, whatever the order.
            if (x === '' || y === '') return (x === '') - (y === '');
            return x < y ? -sign : x > y ? sign : 0;
          });
          body.append(...sorted);
        });
      });
      const input = make('input', {type: 'search', id: 'query', autocomplete: 'off', spellcheck: false});
      const shown = make('span', {id: 'shown'});
      shown.setAttribute('role', 'status');
      const tell = count => {
        shown.textContent = `${count.toLocaleString('en')} of ${rows.length.toLocaleString('en')} rows`;
      };
      const words = rows.map(row => row.textContent.toLowerCase());
      input.addEventListener('input', () => {
        const query = input.value.trim().toLowerCase();
        let count = 0;
        rows.forEach((row, index) => {
          row.hidden = !words[index].includes(query);
          if (!row.hidden) count += 1;
        });
        tell(count);
      });
      tell(rows.length);
      const label = make('label', {htmlFor: 'query', textContent: 'Filter'});
      document.getElementById('filter').append(label, input, shown);

      // What is copied from a table goes into the cells of a spreadsheet, amounts without commas.
      document.addEventListener('copy', event => {
        const selection = document.getSelection();
        const lines = [...document.querySelectorAll('table.data tr')]
          .filter(row => !row.hidden && [...row.cells].some(each => selection.containsNode(each, true)));
        if (lines.length < 2) return;
        const cell = each => each.classList.contains('n') && each.tagName === 'TD'
          ? plain(each.textContent) : each.textContent.replace(/[\t\r\n]/g, ' ');
        event.clipboardData.setData(
          'text/plain', lines.map(row => [...row.cells].map(cell).join('\t')).join('\n') + '\n');
        event.preventDefault();
      });
    })();
    """#
}
