import { NonceManager, type TransactionRequest, type TransactionResponse } from "ethers";

/** A wallet that signs and pays, and in which a person looks at each transaction before it is sent. */
export class Wallet extends NonceManager {
  #approval: () => Promise<void> = () => Promise.resolve();

  /** Runs while the next transaction waits for its approval. */
  beforeNextApproval(act: () => Promise<void>): void {
    this.#approval = act;
  }

  override async sendTransaction(transaction: TransactionRequest): Promise<TransactionResponse> {
    const approval = this.#approval;
    this.#approval = () => Promise.resolve();
    try {
      await approval();
      return await super.sendTransaction(transaction);
    } catch (error) {
      // What was not sent used up no nonce: counting it would leave a gap that no later transaction gets past.
      this.reset();
      throw error;
    }
  }
}
