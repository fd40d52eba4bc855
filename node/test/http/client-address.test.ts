import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect } from "chai";
import { clientAddress } from "../../src/http/client-address.ts";

function addressOf(remote: string, forwarded: string | undefined, trustedProxies: number): string {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remote });
  const message = new IncomingMessage(socket);
  if (forwarded !== undefined) message.headers["x-forwarded-for"] = forwarded;
  return clientAddress(message, trustedProxies);
}

describe("the address that a request is counted for", () => {
  it("is the connection's where no proxy is trusted, whatever the request says", () => {
    expect(addressOf("192.0.2.1", "198.51.100.1", 0)).to.equal("192.0.2.1");
  });

  it("is the one that the outermost trusted proxy saw", () => {
    const forwarded = "203.0.113.9, 198.51.100.1, 198.51.100.2";
    expect(addressOf("192.0.2.1", forwarded, 1)).to.equal("198.51.100.2");
    expect(addressOf("192.0.2.1", forwarded, 2)).to.equal("198.51.100.1");
  });

  it("is the connection's where a proxy that was to be there did not say", () => {
    for (const forwarded of [
      undefined,
      "",
      "198.51.100.1",
      "unknown, 198.51.100.1",
      "<script>, 198.51.100.1",
    ])
      expect(addressOf("192.0.2.1", forwarded, 2)).to.equal("192.0.2.1");
  });

  it("is one for all that a single client has: an IPv6 network, and IPv4 in either spelling", () => {
    expect(addressOf("::ffff:192.0.2.1", undefined, 0)).to.equal("192.0.2.1");
    for (const address of ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0DB8:0001:0002::"])
      expect(addressOf(address, undefined, 0)).to.equal("2001:db8:1:2::/64");
    expect(addressOf("::1", undefined, 0)).to.equal("0:0:0:0::/64");
    expect(addressOf("fe80::1%eth0", undefined, 0)).to.equal("fe80:0:0:0::/64");
    expect(addressOf("64:ff9b::192.0.2.1", undefined, 0)).to.equal("64:ff9b:0:0::/64");
  });
});
