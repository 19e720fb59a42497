"""Wagtail's first migrations name a few rows in English; staff meet them in Chinese."""

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow

NAMES = [  # model, field, as Wagtail made it, as staff read it
    (Page, "title", "Root", "整个网站"),  # data
    (Page, "draft_title", "Root", "整个网站"),  # data
    (Collection, "name", "Root", "全部"),  # data
    (Group, "name", "Editors", "编辑"),  # data
    (Group, "name", "Moderators", "审核员"),  # data
    (Workflow, "name", "Moderators approval", "发布前审核"),  # data
    (GroupApprovalTask, "name", "Moderators approval", "发布前审核"),  # data
]


def name_in_chinese():
    for model, field, english, chinese in NAMES:
        model.objects.filter(**{field: english}).update(**{field: chinese})
