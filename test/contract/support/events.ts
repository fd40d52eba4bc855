import { ethers, type World } from "./world.ts";

/** What the interface says that the journal holds of an event: topic0, owner, subject, shareId, value. */
export type JournalFields = readonly [
  topic0: string,
  owner: string,
  subject: string,
  shareId: string,
  value: bigint,
];

/** Every event of the contract, read from the raw logs without the bindings. */
export async function journalFields({ amp }: World): Promise<{ fields: JournalFields; seq: bigint }[]> {
  const logs = await ethers.provider.getLogs({ address: await amp.getAddress(), fromBlock: 0 });
  return logs.map(({ topics, data }) => {
    // What an event does not name is zero in the journal.
    const [topic0 = "", owner = "", subject = ethers.ZeroHash, shareId = ethers.ZeroHash] = topics;
    const words = data.slice(2).match(/.{64}/g) ?? [];
    const [value, seq] = words.length === 2 ? words : ["0", ...words];
    return {
      fields: [topic0, ethers.dataSlice(owner, 12), subject, shareId, BigInt(`0x${value}`)],
      seq: BigInt(`0x${seq ?? ""}`),
    };
  });
}

/** The journal's word after these events. */
export function replayJournal(events: readonly { readonly fields: JournalFields }[]): bigint {
  const types = ["uint256", "bytes32", "address", "bytes32", "bytes32", "uint64"];
  return events.reduce((word, { fields }) => {
    const encoded = ethers.AbiCoder.defaultAbiCoder().encode(types, [word, ...fields]);
    return (((word >> 192n) + 1n) << 192n) | BigInt.asUintN(192, BigInt(ethers.keccak256(encoded)));
  }, 0n);
}

export async function journalWord({ amp }: World): Promise<bigint> {
  const [seq, digest] = await amp.journal();
  return (seq << 192n) | BigInt(digest);
}
