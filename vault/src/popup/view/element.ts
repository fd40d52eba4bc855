type Attributes = Readonly<Record<string, string>>;

/** An element with text and children. Text stays text, whoever wrote it. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Replaces what the window shows. */
export function show(...content: readonly Node[]): void {
  const main = document.querySelector("main");
  if (main === null) throw new Error("the page has no main element");
  main.replaceChildren(...content);
}
