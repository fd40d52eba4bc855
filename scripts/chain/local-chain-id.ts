/** Hardhat's and Anvil's chain: it forgets everything when it stops, so a record of it may outlive its contract. */
export const LOCAL_CHAIN_ID = 31337;
