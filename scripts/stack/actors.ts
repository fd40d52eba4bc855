import { HDNodeWallet, Mnemonic } from "ethers";
import { LOCAL_MNEMONIC } from "../chain/local-chain.ts";

const ROOT = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(LOCAL_MNEMONIC), "m/44'/60'/0'/0");

/** The local chain's funded accounts, by who uses them. Their keys are public: never use them elsewhere. */
export const LOCAL_ACTORS = {
  deployer: ROOT.deriveChild(0),
  alice: ROOT.deriveChild(1),
  bob: ROOT.deriveChild(2),
  issuer: ROOT.deriveChild(3),
  dapp: ROOT.deriveChild(4),
  /** Not in the story: a newcomer for whoever tries the pages. */
  carol: ROOT.deriveChild(5),
} as const;
