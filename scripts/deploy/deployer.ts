import { type JsonRpcProvider, type Signer, Wallet } from "ethers";
import { configVariable } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { LOCAL_CHAIN_ID } from "../chain/local-chain-id.ts";

const NAME = "DEPLOYER_PRIVATE_KEY";

/**
 * Who pays: the key in the environment, else the one in Hardhat's encrypted keystore, whose password Hardhat asks for;
 * on a local chain without either, the first account that the chain itself unlocks. Undefined where there is none.
 */
export async function findDeployer(provider: JsonRpcProvider, chainId: number): Promise<Signer | undefined> {
  const key = await readKey();
  if (key === "") return chainId === LOCAL_CHAIN_ID ? provider.getSigner(0) : undefined;
  try {
    return new Wallet(key, provider);
  } catch {
    // Without the cause, which might hold the key.
    throw new Error(`${NAME} is not a private key: 0x and 64 hexadecimal digits`);
  }
}

async function readKey(): Promise<string> {
  const { config } = await createHardhatRuntimeEnvironment({
    plugins: [toolbox],
    networks: {
      // Hardhat gives a variable's value to what is configured with it; nothing connects to this network.
      deployer: {
        type: "http",
        url: "http://127.0.0.1",
        // The default keeps a keystore without such a key locked.
        accounts: [configVariable(NAME, { default: "" })],
      },
    },
  });
  const { deployer } = config.networks;
  if (deployer?.type !== "http" || !Array.isArray(deployer.accounts)) return "";
  return (await deployer.accounts[0]?.get())?.trim() ?? "";
}
