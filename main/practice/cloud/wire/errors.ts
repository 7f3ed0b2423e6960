import type { Refusal } from '../refusal.ts';
import type { WireAnswer } from './server.ts';
import type { Service } from './services.ts';
import { element, textElement } from './xml.ts';

/** Writes a refusal the way the service writes its errors. */
export function answerRefusal(
  service: Pick<Service, 'protocol' | 'xmlNamespace'> | null,
  refusal: Refusal,
  requestId: string,
): WireAnswer {
  const { status } = refusal;
  if (service?.protocol === 'awsJson') {
    const body = JSON.stringify({ __type: refusal.code, message: refusal.message });
    return { status, contentType: 'application/x-amz-json-1.1', requestId, body };
  }
  const code = textElement('Code', refusal.code) + textElement('Message', refusal.message);
  const body =
    service?.protocol === 'awsQuery'
      ? element(
          'ErrorResponse',
          element('Error', textElement('Type', status < 500 ? 'Sender' : 'Receiver') + code) +
            textElement('RequestId', requestId),
          service.xmlNamespace,
        )
      : element('Response', element('Errors', element('Error', code)) + textElement('RequestID', requestId));
  return {
    status,
    contentType: 'text/xml;charset=UTF-8',
    requestId,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
