/** In a stylesheet that the script makes, since a page's policy allows no style in its markup. */
export const STYLE = `
  dialog {
    box-sizing: border-box; width: min(26rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); padding: 1.25rem;
    border: 0; border-top: 6px solid #b45309; border-radius: 14px; overflow: auto;
    font: 15px/1.5 system-ui, sans-serif; color: #1c1917; background: #fffbeb;
    box-shadow: 0 24px 64px rgb(0 0 0 / 35%);
  }
  dialog::backdrop { background: rgb(12 10 9 / 55%); }
  .mark { margin: 0; font-size: 0.8rem; font-weight: 600; color: #92400e; }
  h2 { margin: 0.25rem 0 0.75rem; font-size: 1.2rem; line-height: 1.3; }
  p { margin: 0 0 0.75rem; }
  dl { margin: 0 0 0.75rem; display: grid; gap: 0.5rem; }
  dt { font-size: 0.8rem; color: #57534e; }
  dd { margin: 0; overflow-wrap: anywhere; }
  pre { margin: 0 0 0.75rem; padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85rem; background: #fef3c7; border-radius: 8px; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .accounts { display: grid; gap: 0.5rem; margin-bottom: 0.75rem; }
  button { font: inherit; padding: 0.6rem 1rem; border: 1px solid #a8a29e; border-radius: 8px; color: inherit; background: transparent; cursor: pointer; }
  .accounts button { text-align: left; overflow-wrap: anywhere; }
  .accounts small { display: block; color: #57534e; }
  button.primary { color: #fff; background: #92400e; border-color: #92400e; }
  button:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    dialog { color: #fafaf9; background: #292018; }
    .mark { color: #fbbf24; }
    dt, .accounts small { color: #d6d3d1; }
    pre { background: #1c1917; }
    button.primary { color: #1c1917; background: #fbbf24; border-color: #fbbf24; }
  }
`;
