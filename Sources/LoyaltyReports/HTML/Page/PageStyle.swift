/// How the page looks: on paper, on a phone, on a desk, in the dark.
///
/// Blue, vermilion and grey stay apart for every kind of colour blindness and in grey tones (after Okabe
/// and Ito, "Color Universal Design", 2008), each darkened or lightened until text in it has a contrast of
/// at least 4.5 to the ground.
enum PageStyle {
  /// The source of the content security policy, SHA-256 of ``text``; a test holds it.
  static let digest: HTML = "sha256-GdmQd3uArx015y062j9eHGHhowf/rhPb+YKU1iC5AOk="

  /// The rules. Padding by ``DecimalPadding`` is written out, so that all of it is a literal.
  static let text: HTML = """
    :root{color-scheme:light dark;--paper:#fdfcfa;--card:#f5f3ee;--ink:#1c2126;--soft:#59616a;--line:#dedbd3;\
    --a:#0a62a3;--r:#b4480a;--d:#6a6f77;--b:#13705c;--warn:#8a1c1c;--warnback:#fbeceb;--cell:.55rem;\
    --serif:"Iowan Old Style","Palatino Linotype","URW Palladio L",P052,Palatino,"Book Antiqua",Georgia,serif;\
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;\
    --mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1c2126;--ink:#e9e7e1;--soft:#a5adb6;\
    --line:#353c43;--a:#6fb6ea;--r:#f39a62;--d:#aeb4bc;--b:#5cc6a8;--warn:#ffb0a8;--warnback:#3a1f1e}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;max-width:75rem;padding:2.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);\
    font:1rem/1.5 var(--sans);font-variant-numeric:tabular-nums lining-nums}
    h1,h2,.says,.lead,.figures dd,.facts dd{font-family:var(--serif);font-weight:400}
    h1{font-size:clamp(2.1rem,1.5rem + 2.6vw,3.5rem);line-height:1.08;letter-spacing:-.012em;margin:0 0 .9rem;\
    overflow-wrap:anywhere;text-wrap:balance}
    .lead{font-size:clamp(1.15rem,1rem + .7vw,1.5rem);line-height:1.4;max-width:46rem;margin:0 0 1.5rem;\
    color:var(--soft);overflow-wrap:anywhere}
    .provenance{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.2rem;font-size:.875rem;\
    margin:0 0 1.5rem}
    .provenance p{margin:0;color:var(--soft)}
    .provenance ul{margin:0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.2rem}
    .provenance li{overflow-wrap:anywhere}
    .provenance span{color:var(--soft)}
    nav{border-block:1px solid var(--line);padding:.55rem 0;font-size:.8125rem}
    nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:0;padding:0;list-style:none}
    a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.25em}
    a:hover{text-decoration-color:currentColor}
    :focus-visible{outline:2px solid var(--a);outline-offset:2px;border-radius:2px}
    .banner,.notices{border-left:4px solid var(--warn);background:var(--warnback);padding:.8rem 1.1rem;margin:0 0 1.5rem;\
    overflow-wrap:anywhere}
    .banner strong{color:var(--warn)}
    .banner ul,.notices ul{margin:.2rem 0 0;padding-left:1.1rem}
    .notices{border-color:var(--line);background:var(--card)}
    .notices ul{margin:0}
    .figures{padding:2rem 0 1.6rem}
    .figures dl{display:grid;grid-template-columns:1fr 1fr;gap:1.6rem 1.5rem;margin:0 0 1.4rem}
    .figures dl div{border-top:2px solid var(--c,var(--ink));padding-top:.5rem;min-width:0}
    dt{color:var(--soft);font-size:.875rem}
    dd{margin:0}
    .figures dt{color:var(--c,var(--soft))}
    .figures dd{font-size:1.45rem;line-height:1.2;overflow-wrap:anywhere;letter-spacing:-.01em}
    .figures .m dd{font-size:1.15rem}.figures .l dd{font-size:.95rem}.figures .xl dd{font-size:.8125rem}
    .figures small{font-size:.72em;color:var(--soft)}
    .a{--c:var(--a)}.r{--c:var(--r)}.d{--c:var(--d)}.b{--c:var(--b)}
    section{border-top:1px solid var(--line);padding:2rem 0 1.4rem}
    .figures{border-top:0}
    h2{font-size:1.35rem;line-height:1.25;margin:0 0 .6rem;overflow-wrap:anywhere}
    .body{min-width:0}
    .says{font-size:1.25rem;line-height:1.4;max-width:44rem;margin:0 0 .4rem;overflow-wrap:anywhere}
    .says b{font-weight:600}
    .remark{color:var(--soft);font-size:.875rem;max-width:44rem;margin:.2rem 0 .6rem;overflow-wrap:anywhere}
    .trace{color:var(--soft);font-size:.8125rem;margin:.9rem 0 0;overflow-wrap:anywhere}
    code{font-family:var(--mono);font-size:.92em;overflow-wrap:anywhere}
    figure{margin:1.1rem 0 .4rem;min-width:0}
    figcaption{font-size:.875rem;font-weight:600;color:var(--c)}
    figcaption span{font-weight:400;color:var(--soft);padding-left:.4em}
    .plot{padding-left:3.4rem}
    svg{display:block;overflow:visible}
    svg text{font:12px var(--sans);font-variant-numeric:tabular-nums;fill:var(--soft)}
    svg text.value{fill:var(--ink);font-weight:600}
    .grid line{stroke:var(--line);stroke-width:1}
    .grid line.zero,svg .zero{stroke:var(--soft);stroke-width:1}
    .marks{fill:var(--c);stroke:none}
    .marks .hit{fill:transparent}
    .mark.on .hit{fill:var(--ink);fill-opacity:.08}
    .marks.line .mark circle{fill:transparent}
    .marks.line .mark.on circle,.marks .end{fill:var(--c)}
    .stroke{fill:none;stroke:var(--c);stroke-width:2;stroke-linejoin:round}
    .area{fill:var(--c);fill-opacity:.12}
    .even{stroke:var(--soft);stroke-width:1;stroke-dasharray:4 4}
    .square{width:100%;max-width:26rem;height:auto}
    .axis{margin:.1rem 0 0;text-align:right;color:var(--soft);font-size:.8125rem}
    .multiples figure{margin:.9rem 0 0}
    .beside{display:grid;gap:1.5rem 2.5rem;align-items:center}
    .facts{display:grid;gap:1.1rem;margin:0}
    .facts div{border-top:1px solid var(--line);padding-top:.5rem}
    .facts dd{font-size:1.9rem;line-height:1.25}
    table{border-collapse:collapse}
    caption{text-align:left}
    .bars{width:100%;table-layout:fixed}
    .bars thead th:first-child{width:28%}
    .bars th,.bars td{text-align:left;font-weight:400;padding:.28rem .8rem .28rem 0;vertical-align:middle}
    .bars thead th{font-size:.875rem;color:var(--soft)}
    .bars thead th.a,.bars thead th.r,.bars thead th.d{color:var(--c);font-weight:600}
    .bars th[scope=row]{overflow-wrap:anywhere;line-height:1.25}
    .bars span{display:block;font-size:.8125rem;color:var(--soft);line-height:1.2;margin-top:2px}
    .scroll{overflow-x:auto;max-width:100%;margin:.8rem 0 0}
    .data{font-size:.875rem;line-height:1.35;width:100%}
    .data th,.data td{padding:.32rem var(--cell);text-align:left;font-weight:400;vertical-align:top;\
    border-bottom:1px solid var(--line)}
    .data thead th{color:var(--soft);vertical-align:bottom;border-bottom-color:var(--soft)}
    .data tfoot th,.data tfoot td{font-weight:600;border-bottom:0}
    .data .n{text-align:right;white-space:nowrap}
    .data .t{white-space:nowrap}
    .data th[scope=row]{min-width:7rem;overflow-wrap:anywhere}
    .groups{font-size:.8125rem}
    .groups th,.groups td{white-space:nowrap;padding-inline:.45rem}
    .groups .w{white-space:normal;min-width:14rem;overflow-wrap:anywhere}
    .groups tbody tr:hover{background:var(--card)}
    .groups button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
    .groups [aria-sort]{color:var(--ink)}
    .groups [aria-sort] button{font-weight:600}
    .groups [aria-sort=ascending] button::after{content:" \\2191"}
    .groups [aria-sort=descending] button::after{content:" \\2193"}
    #filter{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .8rem;margin:.6rem 0 .9rem;font-size:.875rem}
    #filter:empty{display:none}
    #filter input{font:inherit;font-size:1rem;color:var(--ink);background:var(--paper);border:1px solid var(--soft);\
    border-radius:4px;padding:.35rem .6rem;width:min(22rem,100%)}
    #shown{color:var(--soft)}
    details{margin:.8rem 0 0}
    summary{cursor:pointer;font-size:.875rem;color:var(--soft);width:max-content}
    details[open] summary{margin-bottom:.5rem}
    .terms{display:grid;gap:.1rem 1.5rem;margin:1rem 0}
    .terms dt{font-weight:600;color:var(--ink);margin-top:.5rem}
    .terms dd{max-width:44rem;overflow-wrap:anywhere}
    #tip{position:absolute;z-index:1;pointer-events:none;background:var(--ink);color:var(--paper);font-size:.8125rem;\
    padding:.3rem .55rem;border-radius:4px;max-width:min(22rem,90vw);overflow-wrap:anywhere}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    @media (min-width:48rem){body{padding-inline:2.5rem}.figures dl{grid-template-columns:repeat(4,1fr)}\
    .figures dd{font-size:2.1rem}.figures .m dd{font-size:1.65rem}.figures .l dd{font-size:1.2rem}\
    .figures .xl dd{font-size:.95rem}.beside{grid-template-columns:minmax(0,26rem) minmax(12rem,18rem)}\
    .terms{grid-template-columns:14rem minmax(0,1fr)}.terms dt,.terms dd{margin-top:.35rem}}
    @media (min-width:68rem){section:not(.figures):not(.wide){display:grid;grid-template-columns:13rem minmax(0,1fr);gap:0 2.5rem}}
    @media (max-width:30rem){.bars th,.bars td{padding-right:.45rem;font-size:.8125rem}.bars thead th{font-size:.75rem}.says{font-size:1.125rem}}
    @media print{@page{size:A4;margin:16mm 15mm}\
    body{padding:0;max-width:none;font-size:9.5pt;background:#fff}\
    nav,#filter,#tip,details{display:none}\
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}\
    section{padding:1.2rem 0 .6rem}section:not(.wide){break-inside:avoid}\
    .figures dl{grid-template-columns:repeat(4,1fr)}.figures dd{font-size:1.5rem}\
    .beside{grid-template-columns:minmax(0,20rem) 1fr}.facts dd{font-size:1.5rem}\
    .body>figure,.figures,.multiples figure,.bars tr,.data tr,.facts,.terms dt{break-inside:avoid}\
    h2,.says,.remark{break-after:avoid}\
    thead{display:table-header-group}tfoot{display:table-row-group}\
    .scroll{overflow:visible}.data{font-size:7pt}.data th,.data td{padding:.15rem .3rem}\
    .groups th,.groups td,.groups .w{white-space:normal;overflow-wrap:anywhere;padding-inline:.25rem}\
    .groups .n,.groups .t{white-space:nowrap}.groups .w,.data th[scope=row]{min-width:3.5rem}\
    .groups button::after{content:none}}
    .data .p1{padding-right:calc(var(--cell) + 1ch)}.data .q1{padding-right:calc(var(--cell) + 1.5ch)}
    .data .p2{padding-right:calc(var(--cell) + 2ch)}.data .q2{padding-right:calc(var(--cell) + 2.5ch)}
    .data .p3{padding-right:calc(var(--cell) + 3ch)}.data .q3{padding-right:calc(var(--cell) + 3.5ch)}
    .data .p4{padding-right:calc(var(--cell) + 4ch)}.data .q4{padding-right:calc(var(--cell) + 4.5ch)}
    .data .p5{padding-right:calc(var(--cell) + 5ch)}.data .q5{padding-right:calc(var(--cell) + 5.5ch)}
    .data .p6{padding-right:calc(var(--cell) + 6ch)}.data .q6{padding-right:calc(var(--cell) + 6.5ch)}
    .data .p7{padding-right:calc(var(--cell) + 7ch)}.data .q7{padding-right:calc(var(--cell) + 7.5ch)}
    .data .p8{padding-right:calc(var(--cell) + 8ch)}.data .q8{padding-right:calc(var(--cell) + 8.5ch)}
    .data .p9{padding-right:calc(var(--cell) + 9ch)}.data .q9{padding-right:calc(var(--cell) + 9.5ch)}
    .data .p10{padding-right:calc(var(--cell) + 10ch)}.data .q10{padding-right:calc(var(--cell) + 10.5ch)}
    .data .p11{padding-right:calc(var(--cell) + 11ch)}.data .q11{padding-right:calc(var(--cell) + 11.5ch)}
    .data .p12{padding-right:calc(var(--cell) + 12ch)}.data .q12{padding-right:calc(var(--cell) + 12.5ch)}
    .data .p13{padding-right:calc(var(--cell) + 13ch)}.data .q13{padding-right:calc(var(--cell) + 13.5ch)}
    .data .p14{padding-right:calc(var(--cell) + 14ch)}.data .q14{padding-right:calc(var(--cell) + 14.5ch)}
    .data .p15{padding-right:calc(var(--cell) + 15ch)}.data .q15{padding-right:calc(var(--cell) + 15.5ch)}
    .data .p16{padding-right:calc(var(--cell) + 16ch)}.data .q16{padding-right:calc(var(--cell) + 16.5ch)}
    .data .p17{padding-right:calc(var(--cell) + 17ch)}.data .q17{padding-right:calc(var(--cell) + 17.5ch)}
    .data .p18{padding-right:calc(var(--cell) + 18ch)}.data .q18{padding-right:calc(var(--cell) + 18.5ch)}
    """
}
