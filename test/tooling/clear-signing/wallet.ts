import {
  type DisplayModel,
  format,
  formatTypedData,
  type RegistryIndex,
} from "@ethereum-sourcify/clear-signing";
import { AccessManagementProtocol__factory, parseAddress, type TypedData } from "@idos/protocol";
import { id, Interface, TypedDataEncoder } from "ethers";
import { z } from "zod";
import { renderFiles } from "../../../scripts/clear-signing/render-files.ts";
import { clearSigningFile } from "./schema.ts";

/** Where the contract lives that the wallet knows. */
export const DEPLOYMENT = {
  chainId: 11_155_111,
  contract: parseAddress(`0x${"11".repeat(20)}`),
};

/** What a wallet shows. */
export interface Shown {
  readonly sentence: string;
  readonly lines: readonly string[];
  /** What it could not make sense of. */
  readonly faults: readonly string[];
}

/** The wallet's own address book. */
export const ALICE = parseAddress(`0x${"a1".repeat(20)}`);
export const BOB = parseAddress(`0x${"b0".repeat(20)}`);
const NAMES: Readonly<Record<string, string>> = { [ALICE]: "Alice", [BOB]: "Bob" };

const contract = new Interface(AccessManagementProtocol__factory.abi);
const CAIP_10 = `eip155:${DEPLOYMENT.chainId}:${DEPLOYMENT.contract}`;

function registry(primaryType: string, encodeTypeHash: string) {
  const { chainId, contract: address } = DEPLOYMENT;
  const files = renderFiles([{ chainId, address }]);
  const [calldata = "", eip712 = ""] = [...files.keys()].sort();
  const index: RegistryIndex = {
    calldataIndex: { [CAIP_10]: calldata },
    typedDataIndex: { [CAIP_10]: { [primaryType]: [{ path: eip712, encodeTypeHashes: [encodeTypeHash] }] } },
  };
  const fetchDescriptor = (path: string) =>
    Promise.resolve(clearSigningFile.parse(JSON.parse(files.get(path) ?? "")));
  const resolveLocalName = (address: string) =>
    Promise.resolve({ name: NAMES[address.toLowerCase()] ?? address, typeMatch: true });
  return {
    externalDataProvider: { resolveLocalName },
    descriptorResolverOptions: { type: "custom", resolver: { index, fetchDescriptor } },
  } as const;
}

/** What the standard's reference wallet shows of a call's bytes. */
export async function showCall(name: string, values: readonly unknown[]): Promise<Shown> {
  const data = contract.encodeFunctionData(name, values);
  const { chainId, contract: to } = DEPLOYMENT;
  return shown(await format({ chainId, to, data }, registry("", "")));
}

const payload = z.object({
  domain: z.object({ chainId: z.coerce.number(), verifyingContract: z.string() }).loose(),
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  message: z.record(z.string(), z.unknown()),
});

/** What it shows of a message to sign, in the JSON form in which a page hands it over. */
export async function showMessage(account: string, { domain, types, message }: TypedData): Promise<Shown> {
  const data = payload.parse(TypedDataEncoder.getPayload(domain, types, message));
  const encoded = TypedDataEncoder.from(types).encodeType(data.primaryType);
  return shown(await formatTypedData({ account, ...data }, registry(data.primaryType, id(encoded))));
}

/** Sentence, lines, and everything that the wallet could not make sense of, of whatever it was given. */
function shown({ intent, interpolatedIntent, fields = [], warnings = [] }: DisplayModel): Shown {
  const flat = fields.flatMap((field) => ("fields" in field ? field.fields : [field]));
  const lines = flat.map(({ label, value }) => `${label}: ${value}`);
  const sentence = interpolatedIntent ?? intent;
  const faults = [...warnings, ...flat.flatMap(({ warning }) => (warning === undefined ? [] : [warning]))];
  return { sentence: z.string().parse(sentence), lines, faults: faults.map(({ code }) => code) };
}
