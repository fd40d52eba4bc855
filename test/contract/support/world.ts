import { hexlify, randomBytes } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { network } from "hardhat";
import type { AccessManagementProtocol } from "../../../protocol/src/generated/contracts/AccessManagementProtocol.ts";
import { AccessManagementProtocol__factory } from "../../../protocol/src/generated/contracts/AccessManagementProtocol__factory.ts";
import { subject } from "./subject.ts";

let connection = await network.create();
after(() => connection.close());

export let { ethers, networkHelpers } = connection;
export let { time } = networkHelpers;

/** A chain without a past in place of the one that the last run of the tests has closed. */
export async function renewChain(): Promise<void> {
  connection = await network.create();
  ({ ethers, networkHelpers } = connection);
  ({ time } = networkHelpers);
}

export const NEVER_EXPIRES = 2n ** 64n - 1n;
export const FAR_FUTURE = 4_000_000_000n;

export interface World {
  readonly amp: AccessManagementProtocol;
  readonly owner: HardhatEthersSigner;
  readonly grantee: HardhatEthersSigner;
  readonly relayer: HardhatEthersSigner;
  readonly stranger: HardhatEthersSigner;
}

export const randomShareId = (): string => hexlify(randomBytes(32));

/** Deploys what was compiled last; the committed bindings only lend their types. */
export async function deployContract(signer: HardhatEthersSigner): Promise<AccessManagementProtocol> {
  const factory =
    subject.creationCode === undefined
      ? await ethers.getContractFactory("AccessManagementProtocol", signer)
      : new ethers.ContractFactory(AccessManagementProtocol__factory.abi, subject.creationCode, signer);
  const contract = await factory.deploy();
  return AccessManagementProtocol__factory.connect(await contract.getAddress(), signer);
}

async function createWorld(): Promise<World> {
  const [owner, grantee, relayer, stranger] = await Promise.all([
    ethers.provider.getSigner(0),
    ethers.provider.getSigner(1),
    ethers.provider.getSigner(2),
    ethers.provider.getSigner(3),
  ]);
  return { amp: await deployContract(stranger), owner, grantee, relayer, stranger };
}

/** A freshly deployed contract on a chain that remembers no other test. */
export const freshWorld = (): Promise<World> => networkHelpers.loadFixture(createWorld);

/** The handle of a public grant, restated from the specification. */
export const handleOf = (grantee: string, shareId: string): string =>
  ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [grantee, shareId]));

/** The time of the next block, in Unix seconds: far enough ahead that no clock has come to it. */
export async function nextBlockTime(): Promise<bigint> {
  const timestamp = BigInt(await time.latest()) + 1_000_000n;
  await time.setNextBlockTimestamp(timestamp);
  return timestamp;
}
