/** Of the documentation page; both schemes of colours, and a width from a telephone's up. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b2430; --dim: #5a6675; --line: #dde3ea; --paper: #fff; --raised: #f6f8fa; --link: #0b5cad;
  --get: #0b6b3a; --put: #8a4b00; --post: #0b5cad; --delete: #a3151f; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e9ef; --dim: #9aa7b5; --line: #2d3642; --paper: #12171d; --raised: #1a2129; --link: #7ab7ff;
    --get: #6fd3a0; --put: #f0b46a; --post: #7ab7ff; --delete: #ff8f96; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.15rem; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1rem; scroll-margin-top: 1rem; }
p { max-width: 42rem; }
a { color: var(--link); }
code { font: .875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: 1rem 0; padding: 0; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--raised); }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .15rem .75rem; padding: .6rem .75rem; cursor: pointer; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: .5rem; }
.method { min-width: 4rem; font-size: .8rem; font-weight: 700; letter-spacing: .04em; }
.get { color: var(--get); } .put { color: var(--put); } .post { color: var(--post); } .delete { color: var(--delete); }
.path { font-weight: 600; }
.what { flex-basis: 100%; color: var(--dim); }
dl { margin: 0; padding: 0 .75rem .5rem; }
dt { margin-top: .6rem; font-size: .85rem; font-weight: 600; color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
.fields { margin: .1rem 0; padding-left: 1.1rem; }
.pattern { color: var(--dim); }
.refusals { margin: .25rem .75rem .75rem; background: var(--paper); }
.refusals summary { color: var(--dim); font-size: .9rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
td { padding: .3rem .75rem; border-top: 1px solid var(--line); vertical-align: top; }
@media (max-width: 34rem) { td { display: block; padding: 0 .75rem; border: 0; } td:first-child { border-top: 1px solid var(--line); padding-top: .4rem; } td:last-child { padding-bottom: .4rem; } }
`;
