/** One JSON text of `application/x-ndjson`, with the LF that ends it. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
