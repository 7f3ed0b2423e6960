import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, CALL_CHANNEL, EVENT_CHANNEL, type EventMessage } from '../../src/ipc/channel.ts';

/** All that the page gets of the main process: ask one question, hear events. Neither Electron nor Node shows through. */
const bridge: Bridge = {
  invoke: (message) => ipcRenderer.invoke(CALL_CHANNEL, message),
  subscribe: (listener) => {
    const hear = (_event: unknown, message: EventMessage): void => listener(message);
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, hear);
    };
  },
};

contextBridge.exposeInMainWorld('amiable', bridge);
