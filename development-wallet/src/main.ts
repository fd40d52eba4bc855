import "./without-eval.ts";
import { announceDevelopmentWallet } from "./announce.ts";

// Beside the page, by whoever serves it: a page that is served without it has no development wallet.
const response = await fetch("/development-wallet.json");
announceDevelopmentWallet(await response.json());
