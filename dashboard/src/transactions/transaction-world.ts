import type { JsonRpcProvider } from "ethers";
import type { OpenSession } from "../session/open-session.ts";
import type { TransactionList } from "./transaction-list.ts";

/** What it takes to make transactions and to follow them. */
export interface TransactionWorld {
  readonly list: TransactionList;
  readonly session: OpenSession;
  readonly provider: JsonRpcProvider;
  /** Aborted when the session is over. */
  readonly signal: AbortSignal;
}
