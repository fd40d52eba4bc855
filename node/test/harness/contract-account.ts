import {
  AbiCoder,
  concat,
  ContractFactory,
  getCreate2Address,
  id,
  Interface,
  keccak256,
  type Wallet,
} from "ethers";
import type { TestChain } from "../../../test/harness/chain.ts";
import { compileForTest } from "../../../scripts/solidity/solidity-compiler.ts";
import type { ActorWallet } from "./actor.ts";

const FILE = "test/contract/accounts/ContractAccounts.sol";
const COUNTERFACTUAL_MARK = `0x${"6492".repeat(16)}`;
const DEPLOYER = 8;

type ContractName =
  "KeyedAccount" | "RekeyedAccount" | "SilentAccount" | "BurningAccount" | "KeyedAccountFactory";

const codes = new Map<ContractName, string>();

/** One of the tests' own contracts; compiled once in a run. */
function creationCode(name: ContractName): string {
  const code = codes.get(name) ?? compileForTest(FILE, name);
  if (code === undefined) throw new Error(`${FILE} has no ${name}`);
  codes.set(name, code);
  return code;
}

const encodeKey = (key: string): string => AbiCoder.defaultAbiCoder().encode(["address"], [key]);

/** Deploys a contract of ContractAccounts.sol, for a key where it takes one; resolves to its address. */
export async function deployAccount(chain: TestChain, name: ContractName, key?: string): Promise<string> {
  const code = concat([creationCode(name), key === undefined ? "0x" : encodeKey(key)]);
  const contract = await new ContractFactory([], code, chain.account(DEPLOYER)).deploy();
  await contract.waitForDeployment();
  return contract.getAddress();
}

/** Signs as a contract account by the key that the contract knows. */
export function contractWallet(
  address: string,
  key: Wallet,
  wrap: (signature: string) => string = (signature) => signature,
): ActorWallet {
  return {
    address,
    signMessage: async (message) => wrap(await key.signMessage(message)),
    signTypedData: async (domain, types, value) => wrap(await key.signTypedData(domain, types, value)),
  };
}

/** A signature with a call to be made before the account is asked (ERC-6492). */
export function withCall(factory: string, data: string, signature: string): string {
  const wrapped = AbiCoder.defaultAbiCoder().encode(
    ["address", "bytes", "bytes"],
    [factory, data, signature],
  );
  return concat([wrapped, COUNTERFACTUAL_MARK]);
}

const factoryCalls = new Interface(["function create(address key, bytes32 salt)"]);
const accountCalls = new Interface(["function setKey(address key)"]);

export const setKeyCall = (key: string): string => accountCalls.encodeFunctionData("setKey", [key]);

/** A keyed account that nobody has deployed yet, with signatures that say how to. */
export async function counterfactualWallet(chain: TestChain, key: Wallet): Promise<ActorWallet> {
  const factory = await deployAccount(chain, "KeyedAccountFactory");
  const salt = id(key.address);
  const code = concat([creationCode("KeyedAccount"), encodeKey(key.address)]);
  const create = factoryCalls.encodeFunctionData("create", [key.address, salt]);
  return contractWallet(getCreate2Address(factory, salt, keccak256(code)), key, (signature) =>
    withCall(factory, create, signature),
  );
}

/** A real EIP-7702 transaction, by which the wallet points its account to a contract's code. */
export async function delegateCode(chain: TestChain, wallet: Wallet, contract: string): Promise<void> {
  const connected = wallet.connect(chain.provider);
  const authorization = await connected.authorize({
    address: contract,
    nonce: await connected.getNonce(),
    chainId: chain.chainId,
  });
  const sender = chain.account(DEPLOYER);
  const sent = await sender.sendTransaction({
    ...{ type: 4, to: sender.address },
    authorizationList: [authorization],
  });
  await sent.wait();
  const code = await chain.provider.getCode(wallet.address);
  if (!code.startsWith("0xef0100")) throw new Error(`the account does not delegate: ${code}`);
}
