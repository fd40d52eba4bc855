/** The chain's own word for blocks that are not expected, or not able, to be reorganized away. */
export type FinalityTag = "safe" | "finalized";

/**
 * When a grant begins to count: so many blocks lie on its own, or the chain calls its block by the tag. A revocation
 * counts at once whichever it is.
 */
export type Finality = number | FinalityTag;
