import { defineConfig } from 'rolldown'

/** One program for Node. Packages stay outside it: they are installed beside it, and their native parts keep their places. */
export default defineConfig({
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  external: (id) => !/^(?:[./]|\0|[A-Za-z]:\\)/.test(id),
  tsconfig: 'tsconfig.json',
  output: { dir: 'dist', format: 'esm', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
})
