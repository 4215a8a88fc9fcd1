import { defineConfig } from 'rolldown'

/**
 * One program for Node, with the parts of packages it uses: loading all of theirs costs memory and time at every start. A package named
 * here stays outside, since it has native parts or finds its own files.
 */
const outside = /^(?:node:|pg$|pg-native$|sharp$)/

export default defineConfig({
  // The others read strangers' pages and pictures, apart from the program: only they have the packages for that, and only while they work.
  input: {
    cli: 'src/cli/main.ts',
    'extract-worker': 'src/services/extract/extract-worker.ts',
    'picture-worker': 'src/services/pictures/picture-worker.ts',
  },
  platform: 'node',
  external: (id) => outside.test(id),
  tsconfig: 'tsconfig.json',
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    chunkFileNames: 'chunks/[name]-[hash].js',
    // V8 keeps the text of a program for as long as it runs, at twice the size if a single character in it isn't Latin-1.
    charset: 'ascii',
    comments: false,
  },
})
