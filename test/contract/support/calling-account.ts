import type { ContractTransactionResponse, Interface } from "ethers";
import { ethers, type World } from "./world.ts";

/** A contract account that calls the contract in transactions of somebody else's. */
export interface CallingAccount {
  readonly address: string;
  readonly call: (name: string, values: readonly unknown[]) => Promise<ContractTransactionResponse>;
}

export async function callingAccount({ amp, relayer, stranger }: World): Promise<CallingAccount> {
  const account = await ethers.deployContract("KeyedAccount", [stranger.address], relayer);
  const target = await amp.getAddress();
  const contract: Interface = amp.interface;
  return {
    address: await account.getAddress(),
    call: (name, values) =>
      account.getFunction("call").send(target, contract.encodeFunctionData(name, values)),
  };
}
