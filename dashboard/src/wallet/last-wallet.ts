const KEY = "idos.wallet";

/** The wallet that was used last, by its reverse domain name: offered first, and no secret. */
export const lastWallet = {
  get: (): string | null => localStorage.getItem(KEY),
  set: (rdns: string): void => localStorage.setItem(KEY, rdns),
};
