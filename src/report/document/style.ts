import { colourVariables } from './document-theme.ts';

/** The report's only style: system fonts, readable on paper, no colour that carries a meaning alone. */
export const style = `
:root{${colourVariables('light')}}
@media screen and (prefers-color-scheme:dark){:root{${colourVariables('dark')}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1040px;margin:0 auto;padding:40px 24px 56px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:19px;margin:40px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:15px;margin:22px 0 6px}
p{margin:0 0 10px}
.about,.note,figcaption{color:var(--soft);font-size:13px}
.answer{margin:22px 0 8px;padding:16px 20px;border-left:4px solid var(--mark);background:var(--wash);font-size:16px}
.warn{margin:14px 0;padding:10px 14px;border:1px solid var(--warn);border-radius:4px;font-size:14px}
figure{margin:6px 0 20px}
svg{display:block;width:100%;height:auto;overflow:visible;font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.broad{max-width:860px}.narrow{max-width:480px;display:none}
@media screen and (max-width:620px){.broad{display:none}.narrow{display:block}}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12.5px;font-variant-numeric:tabular-nums}
th,td{padding:5px 8px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap;vertical-align:top}
th{white-space:normal;vertical-align:bottom;font-weight:600;color:var(--soft)}
th:first-child,td:first-child,.left{text-align:left}
td.words{white-space:normal;text-align:left;min-width:130px}
tr.pick td{background:var(--pick);font-weight:600}
dl{display:grid;grid-template-columns:max-content 1fr;gap:3px 18px;margin:0;font-size:13px}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
li{margin-bottom:4px}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2,h3{break-after:avoid}figure,tr,.answer{break-inside:avoid}.wide{overflow:visible}
table{font-size:8.5pt}th,td{padding:3px 6px}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{size:A4;margin:16mm 14mm}}
`;
