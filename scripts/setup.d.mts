/** For the benchmarks, which start the program as people do. */
export const NODE_FLAGS: readonly string[]
