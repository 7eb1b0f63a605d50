import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Everything lands in files of our own origin: no inline script, no inlined asset, so that the page runs under a strict policy. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  css: { modules: { generateScopedName: '[local]_[hash:base64:5]' } },
  server: { proxy: { '/api': 'http://127.0.0.1:7777' } },
})
