/** Progress goes to standard error, so that standard output holds the report alone. */
export function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
