import { describe, expect, it } from 'vitest';
import { checkCuda, cudaSystem, isAtLeast, readGpus } from '../../../scripts/lib/cuda.mjs';

const linux = cudaSystem('linux', 'x64')!;
const gpus = readGpus('NVIDIA H100 80GB HBM3, 535.129.03, 81559 MiB\n');

describe('what CUDA needs', () => {
  it('is available for Linux and Windows on x64 only', () => {
    expect(linux.library).toMatch(
      /^https:\/\/storage\.googleapis\.com\/.*gpu-linux-x86_64-2\.9\.1\.tar\.gz$/,
    );
    expect(cudaSystem('win32', 'x64')?.files).toContain('cudnn64_8.dll');
    expect(cudaSystem('darwin', 'arm64')).toBeNull();
    expect(cudaSystem('linux', 'arm64')).toBeNull();
  });

  it('reads the output of nvidia-smi; an error counts as nothing found', () => {
    expect(gpus).toEqual([{ name: 'NVIDIA H100 80GB HBM3', driver: '535.129.03', memory: '81559 MiB' }]);
    expect(readGpus('NVIDIA-SMI has failed because it couldn’t communicate with the NVIDIA driver.')).toEqual(
      [],
    );
    expect(readGpus('')).toEqual([]);
  });

  it('compares versions number by number', () => {
    expect(isAtLeast('450.80.02', '450.80.02')).toBe(true);
    expect(isAtLeast('535.54', '450.80.02')).toBe(true);
    expect(isAtLeast('450.51.06', '450.80.02')).toBe(false);
    expect(isAtLeast('99.9', '450.80.02')).toBe(false);
  });

  it('says what is missing and what to do', () => {
    const all = checkCuda(linux, { gpus, has: () => true });
    expect(all.map(({ ok }) => ok)).toEqual([true, true, true]);
    const none = checkCuda(linux, { gpus: [], has: () => false });
    expect(none.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(none[0].text).toMatch(/WebGPU/);
    const [, cuda, cudnn] = checkCuda(linux, { gpus, has: (file) => file !== 'libcudnn.so.8' });
    expect(cuda.ok).toBe(true);
    expect(cudnn.text).toBe(
      'cuDNN 8: libcudnn.so.8 not found. Install cuDNN 8.1 for CUDA 11.2 (developer.nvidia.com/cudnn-archive).',
    );
    const [old] = checkCuda(linux, { gpus: readGpus('Tesla K80, 440.33.01, 11441 MiB'), has: () => true });
    expect(old.text).toMatch(/440\.33\.01 of Tesla K80 is too old/);
  });
});
