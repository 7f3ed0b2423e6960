import { encodeJson } from './json.ts';
import type { WireAnswer } from './server.ts';
import type { Service } from './services.ts';
import type { OperationShape } from './shape.ts';
import { element, encodeMembers, textElement } from './xml.ts';

/** Encodes what an operation answered, by the service's protocol. */
export function answerResult(service: Service, shape: OperationShape, value: unknown, requestId: string): WireAnswer {
  if (service.protocol === 'awsJson') {
    const body = encodeJson(shape.output, value);
    return { status: 200, contentType: 'application/x-amz-json-1.1', requestId, body };
  }
  const members = encodeMembers(shape.output, value);
  const content =
    service.protocol === 'ec2Query'
      ? textElement('requestId', requestId) + members
      : element(`${shape.name}Result`, members) + element('ResponseMetadata', textElement('RequestId', requestId));
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${element(`${shape.name}Response`, content, service.xmlNamespace)}`;
  return { status: 200, contentType: 'text/xml;charset=UTF-8', requestId, body };
}
