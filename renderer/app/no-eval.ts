import { config } from 'zod';

// The window's policy forbids building code from text; zod would otherwise try it once and be reported for it.
// Imported before anything that holds a schema.
config({ jitless: true });
