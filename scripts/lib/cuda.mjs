/**
 * The requirements of TensorFlow for CUDA, and which of them a machine lacks. Pure: the caller examines the machine.
 */

/** tfjs-node-gpu 4.22.0 loads libtensorflow 2.9.1, which is built for CUDA 11.2 and cuDNN 8.1. */
const store = 'https://storage.googleapis.com/tensorflow/libtensorflow/libtensorflow-gpu';

/** By platform and architecture, with Node's names: what is available. */
const systems = {
  'linux x64': {
    library: `${store}-linux-x86_64-2.9.1.tar.gz`,
    // Any 11.x runs on it ("CUDA minor version compatibility" in NVIDIA's notes on CUDA 11).
    driver: '450.80.02',
    files: [
      'libcudart.so.11.0',
      'libcublas.so.11',
      'libcublasLt.so.11',
      'libcufft.so.10',
      'libcurand.so.10',
      'libcusolver.so.11',
      'libcusparse.so.11',
      'libcudnn.so.8',
    ],
  },
  'win32 x64': {
    library: `${store}-windows-x86_64-2.9.1.zip`,
    driver: '452.39',
    files: [
      'cudart64_110.dll',
      'cublas64_11.dll',
      'cublasLt64_11.dll',
      'cufft64_10.dll',
      'curand64_10.dll',
      'cusolver64_11.dll',
      'cusparse64_11.dll',
      'cudnn64_8.dll',
    ],
  },
};

/**
 * @typedef {object} System
 * @property {string} library what is downloaded
 * @property {string} driver the oldest driver that will do
 * @property {readonly string[]} files libraries that must be found when TensorFlow is loaded
 */

/**
 * @param {string} platform @param {string} arch
 * @returns {System | null} null where TensorFlow has no CUDA for it
 */
export function cudaSystem(platform, arch) {
  const known = /** @type {Record<string, System>} */ (systems);
  return known[`${platform} ${arch}`] ?? null;
}

/**
 * @param {string} output of `nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader`
 * @returns {{ name: string, driver: string, memory: string }[]}
 */
export function readGpus(output) {
  return output
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 3 && /^\d+(\.\d+)+$/.test(cells[1] ?? ''))
    .map(([name = '', driver = '', memory = '']) => ({ name, driver, memory }));
}

/** @param {string} version @param {string} least @returns {boolean} whether it is that version or a later one */
export function isAtLeast(version, least) {
  const numbers = (/** @type {string} */ text) => text.split('.').map(Number);
  const [own, other] = [numbers(version), numbers(least)];
  for (let i = 0; i < Math.max(own.length, other.length); i++) {
    const gap = (own[i] ?? 0) - (other[i] ?? 0);
    if (gap !== 0) return gap > 0;
  }
  return true;
}

/**
 * @typedef {object} Finding
 * @property {boolean} ok
 * @property {string} text a sentence, and what to do where it is not well
 */

/**
 * @param {System} system
 * @param {{ gpus: readonly { name: string, driver: string, memory: string }[], has: (file: string) => boolean }} machine
 * @returns {Finding[]} driver, CUDA, cuDNN
 */
export function checkCuda(system, { gpus, has }) {
  const [gpu] = gpus;
  const missing = system.files.filter((file) => !has(file));
  const ofCuda = missing.filter((file) => !file.includes('cudnn'));
  const cudnn = missing.filter((file) => file.includes('cudnn'));
  return [
    gpu === undefined
      ? {
          ok: false,
          text: 'Driver: nvidia-smi finds no NVIDIA graphics processor. Install NVIDIA’s driver; other makes have WebGPU, which needs nothing.',
        }
      : isAtLeast(gpu.driver, system.driver)
        ? { ok: true, text: `Driver: ${gpu.name}, ${gpu.memory}, driver ${gpu.driver}.` }
        : {
            ok: false,
            text: `Driver: ${gpu.driver} of ${gpu.name} is too old. Install ${system.driver} or later.`,
          },
    ofCuda.length === 0
      ? { ok: true, text: 'CUDA 11: found.' }
      : {
          ok: false,
          text: `CUDA 11: ${ofCuda.join(', ')} not found. Install CUDA Toolkit 11.2 (developer.nvidia.com/cuda-toolkit-archive); CUDA 12 does not have these.`,
        },
    cudnn.length === 0
      ? { ok: true, text: 'cuDNN 8: found.' }
      : {
          ok: false,
          text: `cuDNN 8: ${cudnn.join(', ')} not found. Install cuDNN 8.1 for CUDA 11.2 (developer.nvidia.com/cudnn-archive).`,
        },
  ];
}
