import { z } from 'zod';

/** A Linux login name. Source: useradd(8). */
export const loginUser = z
  .string()
  .min(1, 'Which user? For Ubuntu it is ubuntu, for Amazon Linux ec2-user.')
  .max(32, 'A user name may have at most 32 characters.')
  .regex(/^[a-z_][a-z0-9_-]*\$?$/, 'A user name has small letters, digits, - and _, and begins with a letter.');
