/** The look of the printable slip: one sheet of A4, and the same ticket on a screen. */
export const slipPageStyle = `
:root { color-scheme: light; --blue: #2563eb; --ink: #18181b; --soft: #3f3f46; --quiet: #6b6b74; --line: #e4e4e7; }
* { box-sizing: border-box; margin: 0; }
body { background: #fafafa; color: var(--ink); font: 1rem/1.45 Inter, "Noto Sans", Arial, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 24px 16px 48px; }
h1, h2 { font-family: Poppins, Inter, Arial, sans-serif; font-weight: 600; line-height: 1.25; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.0625rem; }
[lang="en"] { color: var(--quiet); }
.banner { padding: 8px 16px; border: 1px solid; border-radius: 8px; margin-bottom: 16px; font-weight: 600;
  font-size: 0.9375rem; color: #854d0e; background: #fefce8; }
.banner [lang="en"] { color: inherit; font-weight: 400; }
.head { display: flex; justify-content: space-between; align-items: flex-end; gap: 16px; margin-bottom: 16px; }
.head p { text-align: right; font-size: 0.875rem; color: var(--soft); }
.ticket { display: grid; grid-template-columns: 1fr 16rem; background: #fff; border-radius: 14px;
  border: 1px solid var(--line); overflow: hidden; break-inside: avoid; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.when { background: var(--blue); color: #fff; padding: 24px 28px; display: flex; flex-direction: column;
  justify-content: center; gap: 4px; }
.when [lang="en"] { color: #eff6ff; }
.when .time { font: 700 3.25rem/1.1 Inter, Arial, sans-serif; letter-spacing: -0.02em; }
.when .time small { font-size: 1.5rem; letter-spacing: 0; }
.when .todo { margin-top: 16px; padding-top: 16px; border-top: 1px solid #93c5fd; font-weight: 600; }
.when .todo [lang="en"] { font-weight: 400; }
.stub { position: relative; padding: 16px 16px 20px; text-align: center; border-left: 2px dashed #a1a1aa; }
.stub::before, .stub::after { content: ""; position: absolute; left: -13px; width: 24px; height: 24px;
  border-radius: 50%; background: #fafafa; border: 1px solid var(--line); }
.stub::before { top: -13px; }
.stub::after { bottom: -13px; }
.stub svg { display: block; width: 100%; height: auto; }
.reference { font: 700 1.75rem/1.2 Inter, Arial, sans-serif; font-variant-numeric: tabular-nums; white-space: nowrap; }
.stub p:not(.reference) { font-size: 0.75rem; line-height: 1.35; color: var(--soft); }
.off .when { background: #52525b; }
.off .time { text-decoration: line-through; }
.off .stub { display: grid; align-content: center; gap: 12px; }
dl { display: grid; grid-template-columns: 10rem 1fr; margin: 20px 0; }
dt, dd { padding: 10px 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); }
dd strong { display: block; font-weight: 600; }
dd p + p, dd p + strong { margin-top: 2px; }
.masked { font-variant-numeric: tabular-nums; white-space: nowrap; }
section { margin-top: 20px; break-inside: avoid; }
h1 [lang="en"] { font: 400 1rem Inter, Arial, sans-serif; }
h2 [lang="en"] { font: 400 0.9375rem Inter, Arial, sans-serif; }
ul { list-style: none; padding: 0; columns: 2; column-gap: 28px; margin-top: 8px; }
li { position: relative; padding: 6px 0 6px 26px; break-inside: avoid; line-height: 1.35; }
li::before { content: ""; position: absolute; left: 0; top: 9px; width: 14px; height: 14px;
  border: 1.5px solid var(--quiet); border-radius: 3px; }
li [lang="en"] { display: block; font-size: 0.875rem; }
.change p { margin-top: 4px; }
.change a { color: var(--blue); overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .ticket, dl { grid-template-columns: 1fr; }
  .stub { border-left: 0; border-top: 2px dashed #a1a1aa; }
  .stub svg { max-width: 18rem; margin: 0 auto; }
  .stub::before, .stub::after { left: -13px; top: -13px; bottom: auto; }
  .stub::after { left: auto; right: -13px; }
  ul { columns: 1; }
  dt { border-bottom: 0; padding-bottom: 0; }
  dd { padding-top: 2px; }
}
@media print {
  @page { size: A4; margin: 16mm; }
  html { font-size: 12.5px; }
  body { background: #fff; }
  main { max-width: none; padding: 0; }
  .stub::before, .stub::after { background: #fff; }
}
`;
