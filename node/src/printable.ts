/** Escape sequences would let a caller write on the terminal of whoever reads the log. */
const UNPRINTABLE = /[^\n -~]/gu;

/** For the log, which is JSON and so escapes line ends itself: other characters beyond printable ASCII as \u{…}. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
