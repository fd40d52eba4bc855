const END = "<!-- end of figures -->";

/** The page with `text` in the place of what stands between the mark of these figures and its end. */
export function putBetween(page: string, figures: string, text: string): string {
  const mark = `<!-- figures: ${figures} -->`;
  const start = page.indexOf(mark);
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`the page has no ${mark} with an end`);
  return `${page.slice(0, start + mark.length)}\n\n${text}\n\n${page.slice(end)}`;
}
