import { developmentWalletConfigSchema } from "@idos/development-wallet/config";
import { expect } from "chai";

describe("the configuration of the development wallet", () => {
  const accounts = [{ name: "Alice", privateKey: `0x${"11".repeat(32)}` }];
  const local = { chainId: 31337, rpcUrl: "http://127.0.0.1:8545", accounts };
  const isTaken = (changes: object): boolean =>
    developmentWalletConfigSchema.safeParse({ ...local, ...changes }).success;

  it("names the local chain", () => {
    expect(isTaken({})).to.equal(true);
    for (const chainId of [1, 11155111, "31337", undefined]) expect(isTaken({ chainId })).to.equal(false);
  });

  it("names an RPC on this machine", () => {
    for (const host of ["localhost", "chain.localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
      expect(isTaken({ rpcUrl: `http://${host}:8545` }), host).to.equal(true);
    const elsewhere = [
      ...[
        "http://10.0.0.1:8545",
        "http://rpc.example",
        "https://localhost.example",
        "http://127.0.0.1.example",
      ],
      ...[
        "http://0.0.0.0:8545",
        "http://127.0.0.1@rpc.example",
        "http://[::ffff:10.0.0.1]",
        "ws://127.0.0.1:8545",
      ],
      ...["http://notlocalhost", "file:///etc/passwd", ""],
    ];
    for (const rpcUrl of elsewhere) expect(isTaken({ rpcUrl }), rpcUrl).to.equal(false);
  });

  it("has accounts, and nothing that it does not know", () => {
    expect(isTaken({ accounts: [] })).to.equal(false);
    expect(isTaken({ accounts: [{ name: "Alice", privateKey: "0x11" }] })).to.equal(false);
    expect(isTaken({ more: 1 })).to.equal(false);
  });
});
