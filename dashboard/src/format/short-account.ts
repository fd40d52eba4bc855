import { getAddress } from "ethers";

/** With EIP-55's checksum: its beginning and its end. */
export function shortAccount(account: string): string {
  const whole = getAddress(account);
  return `${whole.slice(0, 6)}…${whole.slice(-4)}`;
}
