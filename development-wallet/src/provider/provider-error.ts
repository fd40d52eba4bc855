const CODES = {
  USER_REJECTED: 4001,
  UNAUTHORIZED: 4100,
  UNSUPPORTED_METHOD: 4200,
  CHAIN_DISCONNECTED: 4901,
  CHAIN_UNKNOWN: 4902,
  INVALID_PARAMS: -32602,
} as const;

/** A refusal as pages expect it of a wallet (EIP-1193, EIP-3085, EIP-1474). */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly code: number;

  constructor(reason: keyof typeof CODES, message: string) {
    super(message);
    this.code = CODES[reason];
  }
}
