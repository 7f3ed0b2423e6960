import { managedNodeReads } from './managed-nodes.ts';
import { parameterReads } from './parameters.ts';

/** Systems Manager: its parameters, and the machines that it reaches. */
export const ssmOperations = [...parameterReads, ...managedNodeReads];
