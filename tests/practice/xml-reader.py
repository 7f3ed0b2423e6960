"""Reads answers as two other makers do: botocore by its own models, and Python's XML parser without any."""

import base64
import datetime
import json
import sys
import xml.etree.ElementTree as etree

import botocore.parsers
import botocore.session

session = botocore.session.get_session()
models = {}


def plain(value):
    if isinstance(value, dict):
        return {name: plain(held) for name, held in value.items()}
    if isinstance(value, list):
        return [plain(held) for held in value]
    if isinstance(value, datetime.datetime):
        moment = value.astimezone(datetime.timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def by_botocore(service, operation, status, body):
    if service not in models:
        models[service] = session.get_service_model(service)
    model = models[service]
    parser = botocore.parsers.create_parser(model.metadata["protocol"])
    response = {"status_code": status, "headers": {}, "body": body.encode()}
    parsed = parser.parse(response, model.operation_model(operation).output_shape)
    parsed.pop("ResponseMetadata", None)
    return plain(parsed)


def leaves(element):
    if len(element) == 0:
        return [element.text or ""]
    return [text for child in element for text in leaves(child)]


for line in sys.stdin:
    task = json.loads(line)
    service, body = task["service"], task["body"]
    answer = {"leaves": leaves(etree.fromstring(body.encode()))}
    if task["byModel"]:
        answer["read"] = by_botocore(service, task["operation"], task["status"], body)
    print(json.dumps(answer))
