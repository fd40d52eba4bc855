/** Escape sequences and line ends would let a caller write into the log of whoever reads it on a terminal. */
const UNPRINTABLE = /[^ -~]/gu;

/** For the log: characters beyond printable ASCII as \u{…}. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
