import "./without-eval.ts";
export { announceDevelopmentWallet } from "./announce.ts";
export type { DevelopmentWalletConfig } from "./config.ts";
