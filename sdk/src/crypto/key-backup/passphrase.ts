import { wordlists } from "ethers";
import { loadSodium } from "../sodium.ts";

const WORDS = 6;
const WORD_LIST_LENGTH = 2048;

/**
 * Six words of BIP-39's English list, drawn at random: 66 bits, which are about 10^12 years of guessing at the floor of the
 * derivation's cost. It is no wallet's phrase: those have 12 words or more.
 */
export async function createPassphrase(): Promise<string> {
  const { randombytes_uniform: draw } = await loadSodium();
  const list = wordlists["en"];
  if (list === undefined) throw new TypeError("the word list is missing");
  return Array.from({ length: WORDS }, () => list.getWord(draw(WORD_LIST_LENGTH))).join("-");
}
