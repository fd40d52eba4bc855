/** A number as JSON-RPC has it: hexadecimal, without leading zeros. */
export function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
