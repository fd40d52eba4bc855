import { createGrantHashing } from "@idos/protocol";
import { keccak256 } from "./keccak.ts";

/** As @idos/protocol has them, fast. */
export const { grantHandle, sealedGrantHandle, eventHandle, advanceJournalBy } =
  createGrantHashing(keccak256);
