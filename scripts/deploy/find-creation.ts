import { type JsonRpcProvider, toQuantity } from "ethers";
import { z } from "zod";
import { CONTRACT_ADDRESS } from "./creation.ts";
import { describeError } from "./describe-error.ts";
import { hasMadeContract, isCreationCall, sentTransaction } from "./has-made-contract.ts";

const block = z.object({ transactions: z.array(sentTransaction) });

/**
 * The hash of the transaction that made the contract which is there: the one named, if it did, or else the one found
 * in the first block that knows the contract. Throws where the endpoint forgets old state, and says what helps.
 */
export async function findCreation(
  provider: JsonRpcProvider,
  named: string | undefined,
  report: (line: string) => void,
): Promise<string> {
  if (named !== undefined) {
    const sent = sentTransaction.nullable().parse(await provider.send("eth_getTransactionByHash", [named]));
    if (sent === null) throw new Error(`there is no transaction ${named} on this chain`);
    if (await hasMadeContract(provider, sent)) return named;
    throw new Error(`${named} did not make the contract`);
  }
  const number = await firstBlock(provider, report);
  // By hand, because ethers refuses a whole block for one transaction of a kind that is its chain's own.
  const { transactions } = block.parse(
    await provider.send("eth_getBlockByNumber", [toQuantity(number), true]),
  );
  // Anybody's may stand before it, and have failed.
  for (const sent of transactions.filter(isCreationCall))
    if (await hasMadeContract(provider, sent)) return sent.hash;
  throw new Error(
    `the contract came to be in block ${number} within somebody's larger transaction: name it by --transaction HASH`,
  );
}

/** The first block at whose end the contract is there. Near the head no old state is needed, so it looks there first. */
async function firstBlock(provider: JsonRpcProvider, report: (line: string) => void): Promise<number> {
  const isThereAt = async (number: number): Promise<boolean> => {
    try {
      return (await provider.getCode(CONTRACT_ADDRESS, number)) !== "0x";
    } catch (error) {
      throw new Error(
        `the endpoint does not know the state at block ${number} (${describeError(error)}): use one that keeps ` +
          `history, or name the transaction that made ${CONTRACT_ADDRESS}, which an explorer shows, by --transaction HASH`,
        { cause: error },
      );
    }
  };
  let there = await provider.getBlockNumber();
  report("looking for the block that the contract came to be in");
  let absent = there;
  for (let step = 1; absent >= 0 && (await isThereAt(absent)); step *= 2) {
    there = absent;
    absent = Math.max(absent - step, there === 0 ? -1 : 0);
  }
  if (absent === there)
    throw new Error("the endpoint contradicts itself about its newest block: run this again");
  while (there - absent > 1) {
    const middle = Math.floor((there + absent) / 2);
    if (await isThereAt(middle)) there = middle;
    else absent = middle;
  }
  return there;
}
