/**
 * Which of the two flavours was built; a constant that the bundler fills in.
 *
 * `release` refuses every way of being debugged; `test` can be driven from outside.
 */
declare const __AMIABLE_FLAVOUR__: 'release' | 'test';
