import { AbiCoder, concat, id, keccak256 } from "ethers";
import { expect } from "chai";
import {
  accountLinkTypedData,
  batchTypedData,
  grantSealedTypedData,
  grantTypedData,
  keyBindingTypedData,
  NEVER_EXPIRES,
  originSchema,
  parseAddress,
  parseBytes32,
  revokeAllTypedData,
  revokeSealedTypedData,
  revokeTypedData,
  type TypedData,
  typedDataDigest,
  userErasureTypedData,
  userIdOf,
  writeGrantTypedData,
} from "@idos/protocol";

const A = parseAddress(`0x${"a1".repeat(20)}`);
const B = parseAddress(`0x${"b2".repeat(20)}`);
const NODE = originSchema.parse("https://node.example");
const CONTRACT = parseAddress(`0x${"c3".repeat(20)}`);
const X = parseBytes32(`0x${"11".repeat(32)}`);
const Y = parseBytes32(`0x${"22".repeat(32)}`);
const Z = parseBytes32(`0x${"33".repeat(32)}`);

const encode = (types: string[], values: unknown[]) =>
  keccak256(AbiCoder.defaultAbiCoder().encode(types, values));
const IDOS = encode(
  ["bytes32", "bytes32", "bytes32"],
  [id("EIP712Domain(string name,string version)"), id("idOS"), id("1")],
);
const ACCESS = encode(
  ["bytes32", "bytes32", "bytes32", "uint256", "address"],
  [
    id("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
    id("Access Management Protocol"),
    id("1"),
    31337,
    CONTRACT,
  ],
);

/** EIP-712 restated from its text, so that a slip in a type string cannot agree with itself. */
function restate(domain: string, type: string, fieldTypes: string[], values: unknown[]): string {
  return keccak256(concat(["0x1901", domain, encode(["bytes32", ...fieldTypes], [id(type), ...values])]));
}

const deployment = { chainId: 31337, contract: CONTRACT };
const CHANGE = "Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)";
const SEALED_CHANGE = "SealedChange(bytes32 handle,uint64 expiresAt,uint64 nonce)";
const changeHash = (values: unknown[]) =>
  encode(["bytes32", "address", "bytes32", "uint64", "uint64"], [id(CHANGE), ...values]);

const guards = { owner: A, epoch: 2n, nonce: 3n, deadline: 4n };
const parties = { owner: A, grantee: B, shareId: X, epoch: 2n, nonce: 3n, deadline: 4n };

const CASES: readonly (readonly [name: string, data: TypedData, expected: string])[] = [
  [
    "account link",
    accountLinkTypedData({ userId: X, account: A, linkedBy: B, salt: Y, issuedAt: 5 }),
    restate(
      IDOS,
      "AccountLink(bytes32 userId,address account,address linkedBy,bytes32 salt,uint64 issuedAt)",
      ["bytes32", "address", "address", "bytes32", "uint64"],
      [X, A, B, Y, 5],
    ),
  ],
  [
    "user erasure",
    userErasureTypedData({ userId: X, account: A, issuedAt: 5, node: NODE }),
    restate(
      IDOS,
      "UserErasure(bytes32 userId,address account,uint64 issuedAt,string node)",
      ["bytes32", "address", "uint64", "bytes32"],
      [X, A, 5, id(NODE)],
    ),
  ],
  [
    "key binding",
    keyBindingTypedData({ userId: X, account: A, encryptionKey: Y, signingKey: Z, issuedAt: 5 }),
    restate(
      IDOS,
      "KeyBinding(bytes32 userId,address account,bytes32 encryptionKey,bytes32 signingKey,uint64 issuedAt)",
      ["bytes32", "address", "bytes32", "bytes32", "uint64"],
      [X, A, Y, Z, 5],
    ),
  ],
  [
    "write grant",
    writeGrantTypedData({ grantId: X, userId: Y, account: A, issuer: B, recordsMax: 1, notAfter: 9 }),
    restate(
      IDOS,
      "WriteGrant(bytes32 grantId,bytes32 userId,address account,address issuer,uint32 recordsMax,uint64 notAfter)",
      ["bytes32", "bytes32", "address", "address", "uint32", "uint64"],
      [X, Y, A, B, 1, 9],
    ),
  ],
  [
    "grant",
    grantTypedData(deployment, { ...parties, expiresAt: NEVER_EXPIRES }),
    restate(
      ACCESS,
      "Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)",
      ["address", "address", "bytes32", "uint64", "uint64", "uint64", "uint256"],
      [A, B, X, NEVER_EXPIRES, 2, 3, 4],
    ),
  ],
  [
    "revoke",
    revokeTypedData(deployment, parties),
    restate(
      ACCESS,
      "Revoke(address owner,address grantee,bytes32 shareId,uint64 epoch,uint64 nonce,uint256 deadline)",
      ["address", "address", "bytes32", "uint64", "uint64", "uint256"],
      [A, B, X, 2, 3, 4],
    ),
  ],
  [
    "sealed grant",
    grantSealedTypedData(deployment, { ...guards, handle: X, expiresAt: 5n }),
    restate(
      ACCESS,
      "GrantSealed(address owner,bytes32 handle,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)",
      ["address", "bytes32", "uint64", "uint64", "uint64", "uint256"],
      [A, X, 5, 2, 3, 4],
    ),
  ],
  [
    "revocation of a sealed grant",
    revokeSealedTypedData(deployment, { ...guards, handle: X }),
    restate(
      ACCESS,
      "RevokeSealed(address owner,bytes32 handle,uint64 epoch,uint64 nonce,uint256 deadline)",
      ["address", "bytes32", "uint64", "uint64", "uint256"],
      [A, X, 2, 3, 4],
    ),
  ],
  [
    "revocation of all",
    revokeAllTypedData(deployment, { owner: A, epoch: 2n, deadline: 4n }),
    restate(
      ACCESS,
      "RevokeAll(address owner,uint64 epoch,uint256 deadline)",
      ["address", "uint64", "uint256"],
      [A, 2, 4],
    ),
  ],
  [
    "batch",
    batchTypedData(deployment, {
      ...{ owner: A, epoch: 2n, deadline: 4n },
      changes: [
        { grantee: B, shareId: X, expiresAt: 5n, nonce: 6n },
        { grantee: A, shareId: Y, expiresAt: 0n, nonce: 7n },
      ],
      sealedChanges: [{ handle: Z, expiresAt: 8n, nonce: 9n }],
    }),
    restate(
      ACCESS,
      `Batch(address owner,Change[] changes,SealedChange[] sealedChanges,uint64 epoch,uint256 deadline)${CHANGE}${SEALED_CHANGE}`,
      ["address", "bytes32", "bytes32", "uint64", "uint256"],
      [
        A,
        keccak256(concat([changeHash([B, X, 5, 6]), changeHash([A, Y, 0, 7])])),
        keccak256(encode(["bytes32", "bytes32", "uint64", "uint64"], [id(SEALED_CHANGE), Z, 8, 9])),
        ...[2, 4],
      ],
    ),
  ],
];

describe("typed data", () => {
  for (const [name, data, expected] of CASES)
    it(`a ${name} hashes as EIP-712 says`, () => {
      expect(typedDataDigest(data)).to.equal(expected);
    });

  it("a user's id follows from the founding account and its salt", () => {
    expect(userIdOf(A, X)).to.equal(encode(["bytes32", "address", "bytes32"], [id("idOS user v1"), A, X]));
    expect(userIdOf(A, X)).to.not.equal(userIdOf(B, X));
    expect(userIdOf(A, X)).to.not.equal(userIdOf(A, Y));
  });
});
