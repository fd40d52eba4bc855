import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

const IPV4_IN_IPV6 = /^::ffff:(?<ipv4>\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whom to count a request for: an IPv4 address, or the first 64 bits of an IPv6 one, since a single client has all the
 * others. Behind proxies of the operator's it is the address that the outermost of them saw, `trustedProxies` places from
 * the end of X-Forwarded-For; what stands before that, the client may have written herself.
 */
export function clientAddress({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const forwarded = String(headers["x-forwarded-for"] ?? "").split(",");
  const claimed = trustedProxies === 0 ? "" : (forwarded.at(-trustedProxies) ?? "").trim();
  const address = isIP(claimed) === 0 ? (socket.remoteAddress ?? "") : claimed;
  const plain = IPV4_IN_IPV6.exec(address)?.groups?.["ipv4"] ?? address;
  return isIP(plain) === 6 ? network64(plain) : plain;
}

/** The first four of an IPv6 address's eight groups. */
function network64(address: string): string {
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const groupsOf = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  // An IPv4 form at the end stands for two groups.
  const written = before.length + after.length + (address.includes(".") ? 1 : 0);
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - written }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
