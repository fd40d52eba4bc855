import { addressOf } from "./names.ts";

/** Of the recorded chains: no chain that lasts has this number. */
export const CHAIN_ID = 424_242;
export const CONTRACT = addressOf("the access contract");
/** Blocks above it may hold events. */
export const DEPLOY_BLOCK = 1;
export const GENESIS_TIME = 1_760_000_000;
export const BLOCK_SECONDS = 12;
export const CONFIRMATIONS = 12;
/** Empty blocks after the last event, so that every contestant takes all events for final. */
export const TAIL_BLOCKS = 128;
