from django.apps import AppConfig


class SampleSiteConfig(AppConfig):
    name = "sample_site"
