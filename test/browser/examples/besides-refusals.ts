/** A page's faults but for refusals that it asked for and understands: the browser's console shows each. */
export function besidesRefusals(faults: readonly string[]): string[] {
  return faults.filter((fault) => !fault.includes("the server responded with a status of 403"));
}
