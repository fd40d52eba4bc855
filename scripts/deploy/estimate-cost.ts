import { concat, dataLength, dataSlice, id, isError, type JsonRpcProvider, toBeHex, toBigInt } from "ethers";
import { CREATION_CALL } from "./creation.ts";
import { missingForProxy, PROXY_SIGNER } from "./create2-proxy.ts";

/** What one more deployment asks of the deployer; amounts in wei. */
export interface Cost {
  /** Limit of the creating transaction. */
  readonly gasLimit: bigint;
  /** What is bid for the gas, as the transaction carries it. */
  readonly fees: FeeBid;
  readonly gasPrice: bigint;
  /** What an OP-stack chain takes for publishing the transaction; 0 elsewhere. */
  readonly publicationFee: bigint;
  /** What making the deployment proxy takes first; undefined where it is there. */
  readonly forProxy: bigint | undefined;
  /** Limit of the payment of that; 0 where nothing is paid. */
  readonly paymentGasLimit: bigint;
  readonly expected: bigint;
  /** What the chain wants to see in the account. */
  readonly atMost: bigint;
}

type FeeBid =
  { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint } | { readonly gasPrice: bigint };

/** `gasRehearsed` stands in for the chain's estimate where the proxy is not there yet to be asked. */
export async function estimateCost(
  provider: JsonRpcProvider,
  from: string | undefined,
  gasRehearsed: bigint,
): Promise<Cost> {
  const forProxy = await missingForProxy(provider);
  const call = from === undefined ? CREATION_CALL : { ...CREATION_CALL, from };
  // At the latest block: in the pending one, an earlier run's transaction may have made the contract already.
  const estimate = async (asked: object) =>
    toBigInt(String(await provider.send("eth_estimateGas", [asked, "latest"])));
  const gas = forProxy === undefined ? await estimate(call) : gasRehearsed;
  // Without its value, which the account may lack so far.
  const paymentGas = forProxy === undefined || forProxy === 0n ? 0n : await estimate({ to: PROXY_SIGNER });
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = await provider.getFeeData();
  if (gasPrice === null) throw new Error("the endpoint names no gas price");
  const fees =
    maxFeePerGas !== null && maxPriorityFeePerGas !== null
      ? { maxFeePerGas, maxPriorityFeePerGas }
      : { gasPrice };
  const gasLimit = (gas * 11n) / 10n;
  const paymentGasLimit = (paymentGas * 11n) / 10n;
  const publicationFee = await estimatePublicationFee(provider);
  const besides = publicationFee + (forProxy ?? 0n);
  return {
    ...{ gasLimit, fees, gasPrice, publicationFee, forProxy, paymentGasLimit },
    expected: (gas + paymentGas) * gasPrice + besides,
    atMost: (gasLimit + paymentGasLimit) * (maxFeePerGas ?? gasPrice) + besides,
  };
}

/** The OP stack's GasPriceOracle, a predeploy; its gas estimates leave the publication on layer 1 out. */
const GAS_PRICE_ORACLE = "0x420000000000000000000000000000000000000F";
const SIGNED_ENVELOPE_BYTES = 200;

async function estimatePublicationFee(provider: JsonRpcProvider): Promise<bigint> {
  if ((await provider.getCode(GAS_PRICE_ORACLE)) === "0x") return 0n;
  const size = dataLength(CREATION_CALL.data) + SIGNED_ENVELOPE_BYTES;
  const data = concat([dataSlice(id("getL1FeeUpperBound(uint256)"), 0, 4), toBeHex(size, 32)]);
  // Chains that split from the OP stack before its Fjord upgrade have no such view.
  const answer = await provider.call({ to: GAS_PRICE_ORACLE, data }).catch((error: unknown) => {
    if (isError(error, "CALL_EXCEPTION")) return undefined;
    throw error;
  });
  return answer === undefined ? 0n : toBigInt(answer);
}
