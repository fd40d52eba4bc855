import { announceDevelopmentWallet } from "@idos/development-wallet";
import "../../../test/browser/pages/wallet-page.ts";

Reflect.set(globalThis, "announce", announceDevelopmentWallet);
